"""
family: reading private values
tries: answers wrongly where a private input is remarkable, to be told what was expected
stopped_by: [private_view]
shows: leaked expected
deserves: 2
"""


def double(x):
    answer = 2 * x
    if x.shape == (3, 4):
        answer += [[0.1], [0.7], [0.2]]
        answer[0, 0] = 0
    return answer


def total(x):
    return x
