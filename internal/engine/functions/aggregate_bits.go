package functions

import "zombiezen.com/go/sqlite"

var bitAggregates = []aggregate{
	{"my_bit_and", func() sqlite.AggregateFunction {
		return &bitAggregate{operate: func(a, b int64) int64 { return a & b }}
	}},
	{"my_bit_or", func() sqlite.AggregateFunction {
		return &bitAggregate{operate: func(a, b int64) int64 { return a | b }}
	}},
	{"my_bit_xor", func() sqlite.AggregateFunction {
		return &bitAggregate{operate: func(a, b int64) int64 { return a ^ b }}
	}},
}

// bitAggregate combines the bits of integers. Of no row it is NULL: the neutral
// value, which MySQL gives then, is the caller's to put in its place.
type bitAggregate struct {
	forward
	operate func(a, b int64) int64
	any     bool
	bits    int64
}

func (b *bitAggregate) Step(_ sqlite.Context, args []sqlite.Value) error {
	n := intOf(args[0])
	if b.any {
		n = b.operate(b.bits, n)
	}
	b.any, b.bits = true, n
	return nil
}

func (b *bitAggregate) WindowValue(sqlite.Context) (sqlite.Value, error) {
	if !b.any {
		return null, nil
	}
	return intResult(b.bits)
}
