package main

import (
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"
	"strings"
	"time"
)

// snippet: publish-go
func publish(url, token, topic, body, key string) (id string, err error) {
	request, err := http.NewRequest("POST", url+"/api/v1/topics/"+topic+"/notifications", strings.NewReader(body))
	if err != nil {
		return "", err
	}
	request.Header.Set("Authorization", "Bearer "+token)
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Idempotency-Key", key)
	client := http.Client{Timeout: 10 * time.Second}
	response, err := client.Do(request)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	var answer struct{ ID, Code, Detail string }
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return "", err
	}
	if response.StatusCode >= 300 {
		return "", fmt.Errorf("%s: %s", answer.Code, answer.Detail)
	}
	return answer.ID, nil
}

// end

func main() {
	id, err := publish(os.Getenv("CARILLON_URL"), os.Getenv("CARILLON_TOKEN"), os.Getenv("CARILLON_TOPIC"),
		`{"type": "order.shipped", "payload": {"order": 42}}`, "order-42-shipped")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(id)
}
