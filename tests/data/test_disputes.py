"""Where the sources of the shipped store disagree: every dispute was read, and a new one wants to be read too."""

from __future__ import annotations

import pytest

from cpecfacts.analysis.claims import Grade
from cpecfacts.library import Library
from cpecfacts.model.amounts import Bound

# Each was judged against its evidence: both sides answer the same question, and both cannot (or hardly) be true.
CONFLICTS = {
    (
        "telenor-microfinance-bank-stake-bought-2018-03",
        "telenor-microfinance-bank-stake-bought-late-2018",
    ),
    (
        "blockchain-remittance-start",
        "blockchain-remittance-start-2020-claim",
    ),
    (
        "paktel-acquisition-price-460m-2007",
        "paktel-acquisition-price-560m-2007",
        "paktel-acquisition-price-284m-2007-01",
        "paktel-acquisition-price-about-284m-2007-01-21",
        "paktel-acquisition-price-460m-2007-01-22",
    ),
    (
        "paktel-acquisition-stake-100-percent",
        "paktel-acquisition-stake-88-86-percent",
    ),
    (
        "hec-huawei-academies-2019-four-upgraded",
        "hec-huawei-academies-2019-five-upgraded",
    ),
    (
        "huawei-ict-competition-applicants-2021",
        "huawei-ict-competition-applicants-2021-over-10300",
    ),
    (
        "islamabad-safe-city-contract-value",
        "islamabad-safe-city-contract-value-124-9m",
    ),
    (
        "huawei-seeds-for-the-future-fifth-2020",
        "huawei-seeds-for-the-future-sixth-2020",
    ),
    (
        "peace-cable-first-phase-6200km",
        "peace-cable-first-phase-6800km",
    ),
    (
        "lahore-safe-city-inauguration-2016",
        "lahore-safe-city-inauguration-2018",
    ),
    (
        "huawei-planned-investment-2019-170m",
        "huawei-planned-investment-2019-around-100m",
        "huawei-planned-investment-2019-total-100m",
    ),
    (
        "islamabad-safe-city-cost-124m",
        "islamabad-safe-city-cost-100m",
    ),
    (
        "lahore-safe-city-cost-12bn-2016",
        "lahore-safe-city-cost-14-52bn-2018",
        "lahore-safe-city-cost-12bn-2018",
    ),
    (
        "pak-china-fibre-service-start-2018",
        "pak-china-fibre-service-start-2020",
    ),
    (
        "transsion-tecno-plant-start-2017",
        "transsion-tecno-plant-start-2019",
    ),
    (
        "zong-4g-launch-2013",
        "zong-4g-launch-2014",
        "zong-4g-launch-2015",
    ),
    (
        "zong-4g-market-share-75-percent-2017-04",
        "zong-4g-market-share-90-percent-2017-04",
    ),
    (
        "zong-brand-launch-2008-04-01",
        "zong-brand-launch-2008-04-05",
    ),
    (
        "licence-renewal-2019-fee-470m",
        "licence-renewal-2019-fee-477-2m",
    ),
    (
        "licence-renewal-2019-third-instalment-11-43bn-rupees",
        "licence-renewal-2019-third-instalment-11-45bn-rupees",
    ),
    (
        "zong-total-invested-1-66bn-2009-02",
        "zong-total-invested-1-66bn-2009-06",
        "zong-total-invested-1-66bn-2010-04",
        "zong-total-invested-1-5bn-2011-12",
    ),
    (
        "zong-total-invested-3bn-2017-08",
        "zong-total-invested-2-7bn-2018-10",
    ),
}

TENSIONS = {
    (
        "bytedance-tiktok-users-2025-93m",
        "bytedance-tiktok-users-2025-90m",
    ),
    (
        "huawei-technical-support-centre-staff-about-600",
        "huawei-technical-support-centre-staff-2019-04",
        "huawei-technical-support-centre-staff-2019-07",
    ),
    (
        "oppo-kp-plant-jobs-400",
        "oppo-kp-plant-jobs-over-4000",
    ),
    (
        "xiaomi-air-link-plant-jobs-over-3000",
        "xiaomi-air-link-plant-jobs-tens-of-thousands",
    ),
    (
        "zong-employees-3100-2018",
        "zong-employees-3277-2018-09",
    ),
}

LIBRARY = Library.open()


@pytest.mark.parametrize(("grade", "known"), [(Grade.CONFLICT, CONFLICTS), (Grade.TENSION, TENSIONS)])
def test_the_disputes_of_the_store_are_those_that_were_read(grade: Grade, known: set[tuple[str, ...]]) -> None:
    assert {dispute.facts for dispute in LIBRARY.disputes() if dispute.grade is grade} == known


def test_a_sum_with_its_last_digits_cut_off_is_no_rival() -> None:
    cut_off = LIBRARY.snapshot.facts["zong-service-charge-refund-2-02bn-rupees"]
    assert cut_off.is_deprecated
    assert cut_off.amount is not None
    assert cut_off.amount.bound is Bound.EXACT  # its source prints no hedge
    assert LIBRARY.trust(cut_off).disputes == ()


def test_over_400_and_over_4000_jobs_in_reports_of_one_meeting_are_in_tension() -> None:
    modest = LIBRARY.snapshot.facts["oppo-kp-plant-jobs-400"]
    assert LIBRARY.trust(modest).disputes == ("oppo-kp-plant-jobs-over-4000",)


# What every reader of this subject meets, by question: a change of a measure, project or unit must not lose one.
KNOWN = [
    ("paktel-acquisition", "purchase-price", 1),
    ("paktel-acquisition", "stake", 1),
    ("zong", "4g-launch", 1),
    ("zong", "brand-launch", 1),
    ("zong", "total-invested", 2),  # it falls twice
    ("zong", "4g-market-share", 1),
    ("licence-renewal-2019", "licence-fee", 1),
    ("islamabad-safe-city", "contract-value", 1),
    ("islamabad-safe-city", "project-cost", 1),
    ("lahore-safe-city", "project-cost", 1),
    ("lahore-safe-city", "inauguration-date", 1),
    ("pak-china-fibre", "service-start", 1),
    ("peace-cable", "first-phase-length", 1),
    ("telenor-microfinance-bank-stake", "acquisition-date", 1),
    ("transsion-tecno-plant", "operations-start", 1),
    ("huawei", "planned-investment", 1),
]


@pytest.mark.parametrize(("subject", "measure", "count"), KNOWN)
def test_the_known_questions_are_disputed(subject: str, measure: str, count: int) -> None:
    found = [
        dispute
        for dispute in LIBRARY.disputes()
        if (dispute.project or dispute.company, dispute.measure) == (subject, measure)
    ]
    assert [dispute.grade for dispute in found] == [Grade.CONFLICT] * count
    assert {dispute.facts for dispute in found} <= CONFLICTS
