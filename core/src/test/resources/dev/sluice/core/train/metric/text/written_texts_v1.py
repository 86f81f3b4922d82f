"""Computes BLEU, chrF2, error rates for written_texts_v1.tsv from their definitions, independently of Sluice.

    python3 written_texts_v1.py > written_texts_v1.json

The definitions are those of sacreBLEU 2.x (Post 2018): BLEU with tokenizer 13a, smoothing exp, mixed case, corpus level; chrF2 with
characters up to 6 without white space. Where the package sacrebleu is installed, its figures are compared with these and must agree.
"""

import json
import math
import re
import sys
from collections import Counter
from pathlib import Path


def tokens_13a(line):
    line = line.replace("<skipped>", "").replace("-\n", "").replace("\n", " ")
    if "&" in line:
        for entity, text in (("&quot;", '"'), ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">")):
            line = line.replace(entity, text)
    line = f" {line} "
    for pattern, by in (
        (r"([\{-\~\[-\` -\&\(-\+\:-\@\/])", r" \1 "),
        (r"([^0-9])([\.,])", r"\1 \2 "),
        (r"([\.,])([^0-9])", r" \1 \2"),
        (r"([0-9])(-)", r"\1 \2 "),
    ):
        line = re.sub(pattern, by, line)
    return line.split()


def grams(words, n):
    return Counter(tuple(words[i : i + n]) for i in range(len(words) - n + 1))


def bleu(pairs, cut):
    right, total, said_length, wanted_length = [0] * 4, [0] * 4, 0, 0
    for written, reference in pairs:
        said, wanted = cut(written), cut(reference)
        said_length += len(said)
        wanted_length += len(wanted)
        for n in range(1, 5):
            right[n - 1] += sum((grams(said, n) & grams(wanted, n)).values())
            total[n - 1] += max(0, len(said) - n + 1)
    if not any(right) or 0 in total:
        return 0.0
    logs, smooth = 0.0, 1.0
    for r, t in zip(right, total):
        if r == 0:
            smooth *= 2
            logs += math.log(1 / (smooth * t))
        else:
            logs += math.log(r / t)
    brevity = 1.0 if said_length >= wanted_length else math.exp(1 - wanted_length / said_length)
    return 100 * brevity * math.exp(logs / 4)


def chrf(pairs):
    said_n, wanted_n, right = [0] * 6, [0] * 6, [0] * 6
    for written, reference in pairs:
        said, wanted = "".join(written.split()), "".join(reference.split())
        for n in range(1, 7):
            s, w = grams(said, n), grams(wanted, n)
            said_n[n - 1] += sum(s.values()) if w else 0
            wanted_n[n - 1] += sum(w.values())
            right[n - 1] += sum((s & w).values())
    both = [i for i in range(6) if said_n[i] and wanted_n[i]]
    if not both:
        return 0.0
    p = sum(right[i] / said_n[i] for i in both) / len(both)
    r = sum(right[i] / wanted_n[i] for i in both) / len(both)
    return 100 * 5 * p * r / (4 * p + r) if p + r else 0.0


def distance(a, b):
    table = [[i + j if i * j == 0 else 0 for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            table[i][j] = min(
                table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (a[i - 1] != b[j - 1])
            )
    return table[-1][-1]


def rate(pairs, cut):
    return sum(distance(cut(w), cut(r)) for w, r in pairs) / sum(len(cut(r)) for _, r in pairs)


def figures(pairs):
    return {
        "bleu": bleu(pairs, tokens_13a),
        "bleu-none": bleu(pairs, str.split),
        "bleu-characters": bleu(pairs, lambda line: list("".join(line.split()))),
        "bleu-lowercase": bleu(pairs, lambda line: tokens_13a(line.lower())),
        "chrf": chrf(pairs),
        "character-error-rate": rate(pairs, list),
        "word-error-rate": rate(pairs, str.split),
        "edit-distance": sum(distance(w, r) for w, r in pairs) / len(pairs),
    }


def main():
    lines = (Path(__file__).parent / "written_texts_v1.tsv").read_text(encoding="utf-8").split("\n")
    pairs = [tuple(line.split("\t")) for line in lines if line]
    cases = {"all": pairs, "first": pairs[:1], "second": pairs[1:2], "short": pairs[4:5], "none right": pairs[5:6]}
    result = {name: figures(some) for name, some in cases.items()}
    try:
        import sacrebleu
    except ImportError:
        print("sacrebleu is not installed: not compared", file=sys.stderr)
    else:
        for name, some in cases.items():
            said, wanted = [w for w, _ in some], [[r for _, r in some]]
            for key, theirs in (
                ("bleu", sacrebleu.corpus_bleu(said, wanted).score),
                ("bleu-none", sacrebleu.corpus_bleu(said, wanted, tokenize="none", force=True).score),
                ("bleu-characters", sacrebleu.corpus_bleu(said, wanted, tokenize="char").score),
                ("bleu-lowercase", sacrebleu.corpus_bleu(said, wanted, lowercase=True).score),
                ("chrf", sacrebleu.corpus_chrf(said, wanted).score),
            ):
                if abs(theirs - result[name][key]) > 1e-9:
                    sys.exit(f"{name} {key}: sacrebleu {theirs}, here {result[name][key]}")
        print(f"agrees with sacrebleu {sacrebleu.__version__}", file=sys.stderr)
    json.dump(result, sys.stdout, indent=1)
    print()


main()
