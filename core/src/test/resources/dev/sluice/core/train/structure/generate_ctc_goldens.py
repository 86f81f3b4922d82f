"""Writes what PyTorch's nn.CTCLoss computes, forward and backward: ctc_v1.json beside this file.

    python3 generate_ctc_goldens.py

Needs PyTorch; its version is recorded in the file. Debian 12: apt-get install python3-torch.

Everything is computed in float64. Scores are multiples of 1/1024, so they are exact in float32 too. T steps, B rows, C labels, the blank first.
Format 1:
  scores      [T, B, C], before the softmax; past a row's length 7.5: it must influence nothing
  lengths     [B], steps of each row
  texts       the labels of each row
  losses      [B], of each row (reduction none)
  gradient    [T, B, C], of the sum of the losses by the scores
Every array is {"shape": [...], "values": [...]}, row-major.
"""

import json
import pathlib

import torch

T, B, C = 9, 6, 5
PAST_THE_END = 7.5
LENGTHS = [9, 7, 5, 4, 9, 1]
# Repetitions that need blanks, as many steps as they need, one label alone, a text as long as its row.
TEXTS = [[1, 1, 2, 2], [3, 4, 3], [2, 2, 2], [1, 2, 3, 4], [4], [3]]


def array(tensor):
    return {"shape": list(tensor.shape), "values": [float(x) for x in tensor.reshape(-1)]}


torch.manual_seed(5)
scores = torch.round(torch.randn(T, B, C, dtype=torch.float64) * 2 * 1024) / 1024
for row, length in enumerate(LENGTHS):
    scores[length:, row] = PAST_THE_END
scores.requires_grad_(True)
losses = torch.nn.CTCLoss(blank=0, reduction="none")(
    torch.log_softmax(scores, dim=-1),
    torch.tensor([label for text in TEXTS for label in text]),
    torch.tensor(LENGTHS),
    torch.tensor([len(text) for text in TEXTS]),
)
losses.sum().backward()
golden = {
    "format": 1,
    "torch": torch.__version__,
    "scores": array(scores.detach()),
    "lengths": LENGTHS,
    "texts": TEXTS,
    "losses": array(losses.detach()),
    "gradient": array(scores.grad),
}
pathlib.Path(__file__).with_name("ctc_v1.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")
