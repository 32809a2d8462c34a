class InsufficientFunds(ValueError):
    def __str__(self):
        return "missing " * 10_000_000


class Account:
    def __init__(self, owner, balance=0):
        print("x" * 50_000_000)

    def deposit(self, amount):
        return "y" * 60_000_000

    def withdraw(self, amount):
        raise InsufficientFunds

    def transfer(self, other, amount):
        raise KeyboardInterrupt

    def report(self):
        raise SystemExit


def with_interest(accounts):
    value = []
    value.append(value)
    return value


def owners(accounts):
    return set(range(100_000))


def countdown(n):
    return {k * (2**61 - 1) for k in range(5000)}
