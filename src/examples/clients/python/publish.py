# snippet: publish-python
import json
import os
import sys
import urllib.error
import urllib.request

request = urllib.request.Request(
    os.environ["CARILLON_URL"] + "/api/v1/topics/" + os.environ["CARILLON_TOPIC"] + "/notifications",
    data=json.dumps({"type": "order.shipped", "payload": {"order": 42}}).encode(),
    headers={
        "Authorization": "Bearer " + os.environ["CARILLON_TOKEN"],
        "Content-Type": "application/json",
        "Idempotency-Key": "order-42-shipped",
    })
try:
    with urllib.request.urlopen(request, timeout=10) as answer:
        print(json.load(answer)["id"])
except urllib.error.HTTPError as refusal:
    problem = json.load(refusal)
    sys.exit(problem["code"] + ": " + problem["detail"])
# end
