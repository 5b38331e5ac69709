"""Rules: pure values and functions. I know hours, money and what may follow what; not what day it is."""
