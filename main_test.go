package scale_test

import (
	"testing"

	"go.uber.org/goleak"
)

// TestMain fails the tests if one of them leaves a goroutine behind: a scan
// that was not closed, or an idle connection that DB.Close did not end.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }
