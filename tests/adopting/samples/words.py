from collections import Counter


class Index:
    def __init__(self, text):
        self.words = text.lower().split()

    def count(self, word):
        return Counter(self.words)[word]

    def table(self):
        return Counter(self.words)

    def longest(self):
        return max(self.words, key=len)


def describe(text):
    for word, count in sorted(Counter(text.split()).items()):
        print(word, count)


def accuracy(guesses, truth):
    return sum(g == t for g, t in zip(guesses, truth)) / len(truth)


def lengths(words):
    return {len(word): {other for other in words if len(other) == len(word)} for word in words}
