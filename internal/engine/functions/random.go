package functions

import (
	"math/rand/v2"

	"zombiezen.com/go/sqlite"
)

// randomDouble is RAND() without a seed.
func randomDouble() float64 { return rand.Float64() }

// randomModulus is where MySQL's generator wraps around.
const randomModulus = 0x3FFFFFFF

// generator is MySQL's RAND(seed): rows of one statement get its numbers in turn.
type generator struct{ a, b uint64 }

func newGenerator(seed int64) *generator {
	s := uint64(uint32(seed)) // MySQL keeps the low half
	return &generator{
		a: uint64(uint32(s*0x10001+55555555)) % randomModulus,
		b: uint64(uint32(s*0x10000001)) % randomModulus,
	}
}

func (g *generator) next() float64 {
	g.a = (g.a*3 + g.b) % randomModulus
	g.b = (g.a + g.b + 33) % randomModulus
	return float64(g.a) / float64(randomModulus)
}

// seededRandom is RAND(seed). With a constant seed the sequence goes on from row
// to row; with another it begins anew in each. A NULL seed is 0.
func seededRandom(c call) (sqlite.Value, error) {
	g, ok := c.ctx.AuxData(0).(*generator)
	if !ok {
		g = newGenerator(c.int(0))
		c.ctx.SetAuxData(0, g)
	}
	return doubleResult(g.next())
}
