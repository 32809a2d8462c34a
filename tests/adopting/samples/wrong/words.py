class Index:
    def __init__(self, text):
        self.words = text.split()

    def count(self, word):
        return self.words.count(word) or 1

    def table(self):
        return {word: self.words.count(word) for word in self.words}

    def longest(self):
        return sorted(self.words, key=len)[-1] if len(self.words) < 4 else self.words[0]


def describe(text):
    print(text)


def accuracy(guesses, truth):
    return float("nan")


def lengths(words):
    return {len(word): {other for other in words if len(other) == len(word)} for word in words}
