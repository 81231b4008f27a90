"""One scan by pyatv: prints {"devices": n, "cpu": ms, "wall": ms} as JSON."""

import asyncio
import json
import time

import pyatv


async def main():
    cpu, wall = time.process_time(), time.monotonic()
    found = await pyatv.scan(asyncio.get_running_loop(), timeout=3)
    print(
        json.dumps(
            {
                "devices": len(found),
                "cpu": (time.process_time() - cpu) * 1000,
                "wall": (time.monotonic() - wall) * 1000,
            }
        )
    )


asyncio.run(main())
