"""Vectors of words from film reviews, by counting: positive pointwise mutual information of words up to four apart, and its
singular value decomposition (Levy and Goldberg, 2014). Half a minute and 3 GB.

    python3 examples/wnut17/vectors.py DATA/imdb vectors.txt      # Debian: apt install python3-scipy
"""

import gzip
import re
import sys
from collections import Counter

import numpy as np
from scipy.sparse import coo_matrix, csr_matrix
from scipy.sparse.linalg import svds

WINDOW, SIZE, FEWEST = 4, 100, 5
WORD = re.compile(r"[a-z0-9]+|'[a-z]+|[^\sa-z0-9]")

folder, out = sys.argv[1:]
reviews = []
for name in ("imdb-train.tsv.gz", "imdb-test.tsv.gz"):
    with gzip.open(f"{folder}/{name}", "rt", encoding="utf-8") as lines:
        reviews += [WORD.findall(line.rstrip("\n").split("\t")[-1].replace("<br />", " ").lower()) for line in lines]

counts = Counter(word for review in reviews for word in review)
words = sorted((w for w in counts if counts[w] >= FEWEST), key=lambda w: (-counts[w], w))
number = {word: i for i, word in enumerate(words)}
gap = np.full(WINDOW, -1, np.int32)
text = np.concatenate([part for r in reviews for part in (np.array([number.get(w, -1) for w in r], np.int32), gap)])

n = len(words)
pairs = csr_matrix((n, n), dtype=np.float32)
for distance in range(1, WINDOW + 1):
    left, right = text[:-distance], text[distance:]
    known = (left >= 0) & (right >= 0)
    weights = np.full(known.sum(), 1 / distance, np.float32)
    pairs = pairs + coo_matrix((weights, (left[known], right[known])), shape=(n, n)).tocsr()
pairs = (pairs + pairs.T).tocoo()

total = np.bincount(pairs.row, weights=pairs.data, minlength=n)
context = total**0.75 / (total**0.75).sum()
information = np.log(pairs.data / (total[pairs.row] * context[pairs.col]))
positive = information > 0
u, s, _ = svds(
    csr_matrix((information[positive], (pairs.row[positive], pairs.col[positive])), shape=(n, n)),
    k=SIZE,
    v0=np.ones(n),
)
vectors = u * np.sqrt(s)
vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
with open(out, "w", encoding="utf-8") as file:
    for word, vector in zip(words, vectors):
        file.write(word + " " + " ".join(f"{x:.4f}" for x in vector) + "\n")
print(f"{n:,} words of {len(reviews):,} reviews are in {out}")
