"""BG/NBD, written straightforwardly with numpy and scipy: what Recall's fits and predictions are measured against.

usage: btyd_scipy.py fit FILE ROUNDS      maximum likelihood, BFGS with a numeric gradient, from one start
       btyd_scipy.py score FILE ROUNDS    P(alive), expected purchases in 13 weeks, value of 12 months, at fixed parameters

FILE has a line x,tx_days,T_days,m per customer after a heading. Prints one JSON object; reading the file is not timed.
"""
import json
import sys
import time

import numpy as np
from scipy.optimize import minimize
from scipy.special import gammaln, hyp2f1

R, ALPHA, A, B = 0.6352, 8.9462, 0.1746, 2.7371
P, Q, V = 2.2174, 3.5148, 450.44
WEEKS_PER_MONTH, RATE = 4.345, 0.01


def negative_log_likelihood(logs, x, tx, t):
    """Fader, Hardie and Lee (2005), equation 6, per customer."""
    r, alpha, a, b = np.exp(logs)
    a1 = gammaln(r + x) - gammaln(r) + r * np.log(alpha)
    a2 = gammaln(a + b) + gammaln(b + x) - gammaln(b) - gammaln(a + b + x)
    a3 = -(r + x) * np.log(alpha + t)
    a4 = np.log(a) - np.log(b + np.maximum(x, 1) - 1) - (r + x) * np.log(alpha + tx)
    return -np.mean(a1 + a2 + np.where(x > 0, np.logaddexp(a3, a4), a3))


def fit(x, tx, t):
    found = minimize(negative_log_likelihood, np.zeros(4), args=(x, tx, t), method="BFGS", options={"gtol": 1e-6})
    return {"parameters": np.exp(found.x).tolist(), "logLikelihood": -found.fun * len(x), "evaluations": int(found.nfev)}


def p_alive(x, tx, t):
    odds = A / (B + np.maximum(x, 1) - 1) * ((ALPHA + t) / (ALPHA + tx)) ** (R + x)
    return np.where(x > 0, 1 / (1 + odds), 1.0)


def expected_if_alive(x, t, weeks):
    """Equation 10."""
    z = weeks / (ALPHA + t + weeks)
    hyper = hyp2f1(R + x, B + x, A + B + x - 1, z)
    return (A + B + x - 1) / (A - 1) * (1 - hyper * ((ALPHA + t) / (ALPHA + t + weeks)) ** (R + x))


def score(x, tx, t, m):
    alive = p_alive(x, tx, t)
    orders = alive * expected_if_alive(x, t, 13.0)
    discounted, before = np.zeros(len(x)), np.zeros(len(x))
    for month in range(1, 13):
        expected = expected_if_alive(x, t, month * WEEKS_PER_MONTH)
        discounted += (expected - before) / (1 + RATE) ** month
        before = expected
    spend = np.where(x > 0, P * (V + x * m) / (P * x + Q - 1), P * V / (Q - 1))
    value = alive * discounted * spend
    return {"pAlive": alive.sum(), "expected": orders.sum(), "value": value.sum()}


def main():
    what, path, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
    rows = np.loadtxt(path, delimiter=",", skiprows=1)
    x, tx, t, m = rows[:, 0].copy(), rows[:, 1] / 7, rows[:, 2] / 7, rows[:, 3].copy()
    wall, processor, result = [], [], None
    for _ in range(rounds):
        started, used = time.perf_counter(), time.process_time()
        result = fit(x, tx, t) if what == "fit" else score(x, tx, t, m)
        processor.append(time.process_time() - used)
        wall.append(time.perf_counter() - started)
    print(json.dumps({"wall": wall, "processor": processor, "result": result}))


main()
