package functions

import (
	"math"

	"zombiezen.com/go/sqlite"
)

var deviations = []aggregate{
	{"my_std", func() sqlite.AggregateFunction { return &deviation{root: true} }},
	{"my_stddev_samp", func() sqlite.AggregateFunction { return &deviation{root: true, sample: true} }},
	{"my_var_pop", func() sqlite.AggregateFunction { return &deviation{} }},
	{"my_var_samp", func() sqlite.AggregateFunction { return &deviation{sample: true} }},
}

// deviation is a variance, of a population or of a sample, or its root. Like
// MySQL it takes Welford's way, which doesn't cancel digits.
type deviation struct {
	forward
	root, sample  bool
	rows          float64
	mean, squares float64
}

func (d *deviation) Step(_ sqlite.Context, args []sqlite.Value) error {
	x := doubleOf(args[0])
	d.rows++
	delta := x - d.mean
	d.mean += delta / d.rows
	d.squares += delta * (x - d.mean)
	return nil
}

// WindowValue is NULL for too few rows: none, or one that is a sample.
func (d *deviation) WindowValue(sqlite.Context) (sqlite.Value, error) {
	divisor := d.rows
	if d.sample {
		divisor--
	}
	if divisor <= 0 {
		return null, nil
	}
	if d.root {
		return doubleResult(math.Sqrt(d.squares / divisor))
	}
	return doubleResult(d.squares / divisor)
}
