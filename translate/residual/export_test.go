package residual

// Calls are the functions of a statement with the numbers of arguments that they
// take, least and most; -1 stands for any number.
func Calls() map[string][2]int {
	calls := map[string][2]int{}
	for name, fn := range simple {
		calls[name] = [2]int{fn.min, fn.max}
	}
	for name, fn := range special {
		calls[name] = [2]int{fn.min, fn.max}
	}
	for name := range aggregateNames {
		calls[name] = [2]int{1, 1}
	}
	return calls
}

var (
	TestObjects = objects
)
