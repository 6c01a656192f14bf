"""The clock in the file that CLOCK names, in milliseconds, in place of the machine's; sleeping moves it."""
import os
import time


def now():
    with open(os.environ['CLOCK']) as clock:
        return int(clock.read()) / 1000.0


def sleep(seconds):
    moment = now() + seconds
    with open(os.environ['CLOCK'], 'w') as clock:
        clock.write('%d\n' % round(moment * 1000))


time.time, time.sleep = now, sleep
