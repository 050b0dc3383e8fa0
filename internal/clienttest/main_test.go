package clienttest

import (
	"testing"

	"go.uber.org/goleak"
)

// TestMain fails the tests if a client leaves a scan of the driver open. What
// goes on is gorm's cache of prepared statements, which has no end.
func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, goleak.IgnoreAnyFunction("gorm.io/gorm/internal/lru.NewLRU[...].func1"))
}
