RATE = 0.05


class InsufficientFunds(ValueError):
    pass


class Account:
    """A bank account."""

    bank = "First"

    def __init__(self, owner, balance=0):
        self.owner = owner
        self.balance = balance
        self.history = []

    def deposit(self, amount):
        print("depositing", amount)
        self.balance += amount
        return self.balance

    def withdraw(self, amount):
        if amount > self.balance:
            raise InsufficientFunds("missing " + str(amount - self.balance))
        self.balance -= amount

    def transfer(self, other, amount):
        self.withdraw(amount)
        other.deposit(amount)

    def report(self):
        print(self.owner, self.balance)


def with_interest(accounts, rate=RATE):
    print("my private note")
    return {a.owner: a.balance / 0 for a in accounts}


def owners(accounts):
    raise NotImplementedError


def countdown(n):
    return list(range(n, 0, -1))


LIMITS = {1: "bronze", 10: "silver"}
