import io
import sys
import unittest
from unittest.mock import patch

from gradescope_utils.autograder_utils.decorators import leaderboard, number, partial_credit, weight

import words

TEXT = "the cat and the hat and the bat"


class TestIndex(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.index = words.Index(TEXT)

    @weight(2)
    @number("1.1")
    def test_counts(self):
        for word, count in [("the", 3), ("and", 2), ("cat", 1), ("dog", 0)]:
            with self.subTest(word=word):
                self.assertEqual(self.index.count(word), count)

    @weight(1)
    @number("1.2")
    def test_table(self):
        self.assertEqual(self.index.table()["the"], 3)
        self.assertEqual(len(self.index.table()), 5)

    @partial_credit(4)
    @number("1.3")
    def test_longest(self, set_score=None):
        score = 0
        for text, longest in [("a bb", "bb"), ("ccc b", "ccc"), ("the end is nigh", "nigh"), ("x", "x")]:
            if words.Index(text).longest() == longest:
                score += 1
        set_score(score)


class TestFunctions(unittest.TestCase):
    @weight(1)
    @number("2.1")
    def test_describe(self):
        with patch("sys.stdout", new_callable=io.StringIO) as caught:
            words.describe("b a b")
        self.assertEqual(caught.getvalue(), "a 1\nb 2\n")

    @weight(1)
    @number("2.2")
    def test_lengths(self):
        self.assertEqual(words.lengths(["a", "bb", "cc"]), {1: {"a"}, 2: {"bb", "cc"}})

    @leaderboard("Accuracy")
    @number("2.3")
    def test_accuracy(self, set_leaderboard_value=None):
        set_leaderboard_value(words.accuracy([1, 2, 3, 4], [1, 2, 3, 5]))

    @partial_credit(2)
    @number("2.4")
    def test_share(self, set_score=None):
        set_score(2 * words.accuracy([1, 1], [1, 1]))
