package api

import (
	"testing"

	"github.com/scale-sql/scale/scaletest"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(run{m}) }

// shared is the server of those tests that need no other, or answer in its
// place.
var shared = scaletest.NewServer(scaletest.WithData(people(1)))

type run struct{ *testing.M }

func (r run) Run() int {
	defer shared.Close()
	return r.M.Run()
}
