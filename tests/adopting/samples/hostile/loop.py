class Forever:
    def __iter__(self):
        return self

    def __next__(self):
        return 3

    def __len__(self):
        return 2**62


class Account:
    def __init__(self, owner, balance=0):
        self.balance = balance

    def __getattr__(self, name):
        while True:
            pass


def countdown(n):
    return Forever()
