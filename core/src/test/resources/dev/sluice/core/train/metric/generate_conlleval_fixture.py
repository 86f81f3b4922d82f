"""Writes conlleval_v1.tsv, sentences with right and predicted tags, and conlleval_v1.json, what conlleval says of them.

    python3 generate_conlleval_fixture.py

The figures are computed here from the rules that the Perl script conlleval publishes (Tjong Kim Sang and Buchholz, 2000; its functions endOfChunk and
startOfChunk), step by step as it does, with the state "in a right chunk"; not from sets of spans, as the metric does. The script itself is not packaged for
Debian; it was not run. Tags break BIO now and then, on both sides, and some sentences are in IOB1, whose B- stands between spans alone.
"""

import json
import pathlib
import random

TYPES = ["city", "name", "time"]


def end_of_chunk(before, tag, type_before, type_now):
    pairs = {("B", "B"), ("B", "O"), ("I", "B"), ("I", "O"), ("E", "E"), ("E", "I"), ("E", "O")}
    return (before, tag) in pairs or (before != "O" and type_before != type_now)


def start_of_chunk(before, tag, type_before, type_now):
    pairs = {("B", "B"), ("I", "B"), ("O", "B"), ("O", "I"), ("E", "E"), ("E", "I"), ("O", "E")}
    return (before, tag) in pairs or (tag != "O" and type_before != type_now)


def parts(tag):
    return ("O", "") if tag == "O" else (tag[0], tag[2:])


def conlleval(sentences):
    right, found, marked = {}, {}, {}
    in_right = False
    before_gold, before_said = ("O", ""), ("O", "")
    for sentence in sentences:
        # A sentence ends with a boundary, which is outside of all chunks.
        for gold, said in [(parts(g), parts(s)) for g, s in sentence] + [(("O", ""), ("O", ""))]:
            ends_gold = end_of_chunk(before_gold[0], gold[0], before_gold[1], gold[1])
            ends_said = end_of_chunk(before_said[0], said[0], before_said[1], said[1])
            starts_gold = start_of_chunk(before_gold[0], gold[0], before_gold[1], gold[1])
            starts_said = start_of_chunk(before_said[0], said[0], before_said[1], said[1])
            if in_right:
                if ends_gold and ends_said and before_gold[1] == before_said[1]:
                    in_right = False
                    right[before_gold[1]] = right.get(before_gold[1], 0) + 1
                elif ends_gold != ends_said or gold[1] != said[1]:
                    in_right = False
            if starts_gold and starts_said and gold[1] == said[1]:
                in_right = True
            if starts_gold:
                marked[gold[1]] = marked.get(gold[1], 0) + 1
            if starts_said:
                found[said[1]] = found.get(said[1], 0) + 1
            before_gold, before_said = gold, said
    return right, found, marked


def figures(right, found, marked):
    precision = right / found if found else 0.0
    recall = right / marked if marked else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"right": right, "found": found, "marked": marked, "precision": precision, "recall": recall, "f1": f1}


def sentence(draw, first_is_b):
    tags, open_type = [], None
    for _ in range(draw.randint(1, 12)):
        kind = draw.random()
        if kind < 0.4:
            tags.append("O")
            open_type = None
        elif kind < 0.7 or open_type is None:
            new = draw.choice(TYPES)
            tags.append(("B-" if first_is_b or new == open_type else "I-") + new)
            open_type = new
        else:
            tags.append("I-" + open_type)
    return tags


def main():
    draw = random.Random(17)
    sentences = []
    for number in range(80):
        gold = sentence(draw, number % 4 != 0)
        said = [tag if draw.random() < 0.75 else draw.choice(["O"] + [p + t for p in ("B-", "I-") for t in TYPES]) for tag in gold]
        sentences.append(list(zip(gold, said)))
    folder = pathlib.Path(__file__).parent
    (folder / "conlleval_v1.tsv").write_text("\n".join("".join(f"{g}\t{s}\n" for g, s in each) for each in sentences))
    right, found, marked = conlleval(sentences)
    golden = {"all": figures(sum(right.values()), sum(found.values()), sum(marked.values()))}
    for each in TYPES:
        golden[each] = figures(right.get(each, 0), found.get(each, 0), marked.get(each, 0))
    (folder / "conlleval_v1.json").write_text(json.dumps(golden, indent=1) + "\n")


main()
