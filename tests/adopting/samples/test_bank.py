import io
import unittest
from contextlib import redirect_stdout
from unittest import mock

from bank import RATE, Account, InsufficientFunds, countdown, owners, with_interest
from gradescope_utils.autograder_utils.decorators import hide_errors, number, tags, visibility, weight

import bank


class TestAccount(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.rich = Account("Rich", 1000)

    def setUp(self):
        self.account = Account("Sara", 100)

    @weight(1)
    @number("1.1")
    def test_deposit(self):
        """A deposit adds to the balance"""
        self.assertEqual(self.account.deposit(50), 150)
        self.assertEqual(self.account.balance, 150)

    @weight(1.5)
    @number("1.2")
    @tags("errors")
    def test_deposit_refuses(self):
        with self.assertRaises(ValueError) as caught:
            self.account.deposit(-1)
        self.assertIn("positive", str(caught.exception))

    @weight(2)
    @number("1.10")
    @visibility("after_due_date")
    def test_withdraw_too_much(self):
        with self.assertRaises(InsufficientFunds) as caught:
            self.account.withdraw(130)
        self.assertEqual(caught.exception.missing, 30)
        self.assertEqual(caught.exception.args, ("missing 30",))
        with self.assertRaisesRegex(ValueError, "missing"):
            self.account.withdraw(130)

    @weight(1)
    @number("1.3")
    def test_transfer(self):
        other = Account("Omar")
        self.account.transfer(other, 40)
        self.assertEqual((self.account.balance, other.balance), (60, 40))
        self.assertEqual(other.history, [("deposit", 40)])
        self.assertEqual(len(other), 1)

    @weight(1)
    @number("2.1")
    def test_report_prints(self):
        caught = io.StringIO()
        with redirect_stdout(caught):
            self.account.report()
        self.assertEqual(caught.getvalue(), "Sara: 100\n")

    @weight(0)
    @number("2.2")
    def test_bank_and_rate(self):
        self.assertEqual(Account.bank, "First")
        self.assertEqual(RATE, 0.05)
        self.assertEqual(bank.LIMITS[10], "silver")
        self.assertEqual(Account.__doc__, "A bank account.")

    @weight(2)
    @number("2.3")
    @hide_errors("Look at how interest is added")
    def test_interest(self):
        print("instructor's note")
        self.assertEqual(with_interest([self.account, self.rich]), {"Sara": 105.0, "Rich": 1050.0})
        self.assertEqual(owners([self.account, self.rich]), {"Sara", "Rich"})

    @weight(1)
    @number("2.4")
    def test_equal_accounts(self):
        self.assertEqual(self.account, Account("Sara", 100))
        self.assertNotEqual(self.account, self.rich)

    @weight(1)
    @number("2.5")
    def test_countdown(self):
        self.assertEqual(list(countdown(3)), [3, 2, 1])
        self.assertEqual(next(countdown(7)), 7)

    @weight(1)
    @number("3.1")
    def test_is_an_account(self):
        self.assertIsInstance(self.account, Account)

    @weight(1)
    @number("3.2")
    def test_patched(self):
        with mock.patch("bank.RATE", 0.1):
            self.assertEqual(bank.RATE, 0.1)

    @unittest.skip("not this year")
    @weight(3)
    def test_skipped(self):
        self.fail()


if __name__ == "__main__":
    unittest.main()
