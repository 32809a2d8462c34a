import unittest

import numpy as np
import numpy.testing as npt
from gradescope_utils.autograder_utils.decorators import number, visibility, weight
from gradescope_utils.autograder_utils.json_test_runner import JSONTestRunner

import layers


class TestLayers(unittest.TestCase):
    def setUp(self):
        self.rng = np.random.default_rng(3)

    @weight(2)
    @number("1")
    def test_softmax(self):
        """Rows of softmax are probabilities"""
        x = self.rng.normal(size=(3, 4))
        got = layers.softmax(x)
        self.assertEqual(got.shape, (3, 4))
        npt.assert_allclose(got.sum(axis=1), 1)
        npt.assert_allclose(got, np.exp(x) / np.exp(x).sum(1, keepdims=True))

    @weight(1)
    @number("2")
    @visibility("hidden")
    def test_softmax_large(self):
        self.assertTrue(np.all(np.isfinite(layers.softmax(np.array([1000.0, 0.0])))))

    @weight(2)
    @number("3")
    def test_normalize(self):
        got = layers.normalize(self.rng.normal(size=(5, 2)))
        self.assertIsInstance(got, np.ndarray)
        self.assertAlmostEqual(got.mean(), 0)
        npt.assert_almost_equal(got.std(axis=0), [1, 1])

    @weight(1)
    @number("4")
    def test_in_place(self):
        x = self.rng.normal(size=6)
        self.assertIsNone(layers.standardize_in_place(x))
        self.assertAlmostEqual(x.std(), 1)

    @weight(1)
    @number("5")
    def test_step(self):
        got = layers.step({"W": np.ones(2), "b": 1.0}, {"W": np.ones(2), "b": 2.0}, rate=0.5)
        npt.assert_array_equal(got["W"], [0.5, 0.5])
        self.assertEqual(got["b"], 0.0)

    @weight(1)
    @number("6")
    def test_apply(self):
        got = layers.apply_layers(np.arange(3.0), [np.tanh, lambda x: 2 * x])
        npt.assert_allclose(got, 2 * np.tanh(np.arange(3.0)))
        self.assertListEqual(layers.shapes(np.ones((2, 3)), np.ones(4)), [(2, 3), (4,)])


if __name__ == "__main__":
    suite = unittest.defaultTestLoader.discover("tests")
    JSONTestRunner().run(suite)
