"""Write the raw file of this study: statsmodels' copy of the American National Election Study 1996."""

import sys
from pathlib import Path

from statsmodels.datasets import anes96

target = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent) / "data" / "raw" / "anes96.csv"
target.parent.mkdir(parents=True, exist_ok=True)
anes96.load_pandas().data.to_csv(target, index=False)
