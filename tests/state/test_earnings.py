"""The earnings page and the overview, of sessions that were paid for in the sandbox."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import reflex as rx

from livesessions.gateways.mail.files import MailFiles
from livesessions.gateways.payments.sandbox import SandboxGateway
from livesessions.gateways.payments.sandbox.cards import CardEntry
from livesessions.jobs import worker
from livesessions.jobs.checkout import open_checkout
from livesessions.jobs.desk import Desk, lay
from livesessions.jobs.letters import PostRoom
from livesessions.jobs.settle import settle
from livesessions.runtime.clock import SettableClock
from livesessions.runtime.settings import Settings
from livesessions.runtime.work import Door, perform
from livesessions.services.bookings import accept
from livesessions.services.live_sessions import finish
from livesessions.services.reviews import write_review
from livesessions.services.rooms import enter_room
from livesessions.state.dashboard import DashboardState
from livesessions.state.earnings import EarningsState
from tests.services.market import Market, booking, live_session, open_market, payment
from tests.state.pipeline import Client, serving
