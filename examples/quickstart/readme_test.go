package main

import (
	"os"
	"regexp"
	"testing"
)

// TestReadmeCommands runs the statements that README.md gives to this program.
func TestReadmeCommands(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	commands := regexp.MustCompile(`(?m)^go run \./examples/quickstart "(.*)"$`).FindAllSubmatch(text, -1)
	if len(commands) < 2 {
		t.Errorf("README.md has %d commands", len(commands))
	}
	for _, m := range commands {
		output(t, "", string(m[1]))
	}
}
