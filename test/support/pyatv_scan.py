"""Two scans by pyatv, the first one only to warm up: prints {"devices": n, "cpu": ms, "wall": ms}
of the second as JSON."""

import asyncio
import json
import time

import pyatv


async def main():
    loop = asyncio.get_running_loop()
    await pyatv.scan(loop, timeout=2)
    cpu, wall = time.process_time(), time.monotonic()
    found = await pyatv.scan(loop, timeout=3)
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
