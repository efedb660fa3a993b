#!/usr/bin/python3
"""The campaign of campaign.cpp in SimPy: campaign_simpy.py RUNS

Prints seconds, events a run and unserved hours a run. It is written as a user of SimPy would write
it, one process for the life of each pool and one for each failover.
"""

import random
import sys
import time

import simpy

YEAR = 8760.0
MEAN_FAILURE, MEAN_FAILOVER, MEAN_REPAIR, MEAN_FAILBACK = 300.0, 0.5, 8.0, 0.5


class Pool:
    """One pool of the pair; `partner` is set once both exist."""

    def __init__(self, env, expovariate):
        self.env = env
        self.expovariate = expovariate
        self.partner = None
        self.state = "up"
        self.alive = True
        self.outage_since = None
        self.repairs = 0
        self.events = 0
        self.unserved = 0.0

    def wait(self, mean):
        return self.env.timeout(self.expovariate(1.0 / mean))

    def end_outage(self):
        if self.outage_since is not None:
            self.unserved += self.env.now - self.outage_since
            self.outage_since = None

    def failover(self):
        repairs = self.repairs
        yield self.wait(MEAN_FAILOVER)
        if repairs != self.repairs:
            return
        self.events += 1
        if self.partner.alive:
            self.state = "failed over"
            self.end_outage()

    def life(self):
        while True:
            yield self.wait(MEAN_FAILURE)
            self.events += 1
            self.alive = False
            self.outage_since = self.env.now
            self.state = "down"
            if self.partner.state == "up":
                self.state = "failing over"
                self.env.process(self.failover())
            yield self.wait(MEAN_REPAIR)
            self.events += 1
            self.alive = True
            self.repairs += 1
            if self.state == "failed over":
                yield self.wait(MEAN_FAILBACK)
                self.events += 1
            else:
                self.end_outage()
            self.state = "up"


def year(seed):
    env = simpy.Environment()
    expovariate = random.Random(seed).expovariate
    pools = [Pool(env, expovariate), Pool(env, expovariate)]
    pools[0].partner, pools[1].partner = pools[1], pools[0]
    for pool in pools:
        env.process(pool.life())
    env.run(until=YEAR)
    return sum(pool.events for pool in pools), sum(pool.unserved for pool in pools)


def main():
    runs = int(sys.argv[1])
    start = time.perf_counter()
    results = [year(seed) for seed in range(runs)]
    seconds = time.perf_counter() - start
    events = sum(result[0] for result in results)
    unserved = sum(result[1] for result in results)
    print(f"{seconds:.6f} {events / runs:.3f} {unserved / runs:.4f}")


if __name__ == "__main__":
    main()
