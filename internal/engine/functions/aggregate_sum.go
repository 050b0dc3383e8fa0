package functions

import "zombiezen.com/go/sqlite"

var sums = []aggregate{
	{"my_dsum", func() sqlite.AggregateFunction { return &decimalSum{} }},
	{"my_davg", func() sqlite.AggregateFunction { return &decimalSum{average: true} }},
	{"my_sum", func() sqlite.AggregateFunction { return &doubleSum{} }},
	{"my_avg", func() sqlite.AggregateFunction { return &doubleSum{average: true} }},
}

// decimalSum is SUM or AVG of exact numbers: the sum has the greatest scale
// among them, the average four digits more.
type decimalSum struct {
	forward
	average bool
	rows    int64
	sum     number
}

func (s *decimalSum) Step(_ sqlite.Context, args []sqlite.Value) error {
	s.rows++
	s.sum = s.sum.add(decimalOf(args[0]))
	return nil
}

func (s *decimalSum) WindowValue(sqlite.Context) (sqlite.Value, error) {
	switch {
	case s.rows == 0:
		return null, nil
	case s.average:
		return decimalResult(s.sum.div(number{coef: s.rows}))
	}
	return decimalResult(s.sum)
}

// doubleSum is SUM or AVG of doubles.
type doubleSum struct {
	forward
	average bool
	rows    int64
	sum     float64
}

func (s *doubleSum) Step(_ sqlite.Context, args []sqlite.Value) error {
	s.rows++
	s.sum += doubleOf(args[0])
	return nil
}

func (s *doubleSum) WindowValue(sqlite.Context) (sqlite.Value, error) {
	switch {
	case s.rows == 0:
		return null, nil
	case s.average:
		return doubleResult(s.sum / float64(s.rows))
	}
	return doubleResult(s.sum)
}
