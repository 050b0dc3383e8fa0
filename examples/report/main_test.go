package main

import (
	"testing"

	"go.uber.org/goleak"
)

// TestMain fails the tests if one of them leaves a goroutine behind: progress
// that was not ended, or a result that was not closed.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }
