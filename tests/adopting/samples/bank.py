"""An instructor's solution: a class with state."""

RATE = 0.05
LIMITS = {1: "bronze", 10: "silver"}


class InsufficientFunds(ValueError):
    def __init__(self, missing):
        super().__init__(f"missing {missing}")
        self.missing = missing


class Account:
    """A bank account."""

    bank = "First"

    def __init__(self, owner, balance=0):
        self.owner = owner
        self.balance = balance
        self.history = []

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError("amount must be positive")
        self.balance += amount
        self.history.append(("deposit", amount))
        return self.balance

    def withdraw(self, amount):
        if amount > self.balance:
            raise InsufficientFunds(amount - self.balance)
        self.balance -= amount
        self.history.append(("withdraw", amount))

    def transfer(self, other, amount):
        self.withdraw(amount)
        other.deposit(amount)

    def report(self):
        print(f"{self.owner}: {self.balance}")

    def __len__(self):
        return len(self.history)

    def __eq__(self, other):
        return isinstance(other, Account) and (self.owner, self.balance) == (other.owner, other.balance)

    __hash__ = None


def with_interest(accounts, rate=RATE):
    return {account.owner: round(account.balance * (1 + rate), 2) for account in accounts}


def owners(accounts):
    return {account.owner for account in accounts}


def countdown(n):
    while n:
        yield n
        n -= 1
