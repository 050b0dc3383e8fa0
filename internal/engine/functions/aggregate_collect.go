package functions

import (
	"errors"
	"fmt"

	"zombiezen.com/go/sqlite"
)

var collections = []aggregate{
	{"my_collect", func() sqlite.AggregateFunction { return &collection{} }},
}

// groupTexts make a text of what my_collect has collected.
var groupTexts = []entry{
	{name: "my_join", args: []int{2}, run: join},
}

// collection keeps the values of a group in their order, as a list that join
// takes apart. SQLite gives an aggregate with DISTINCT one argument only, so
// that the separator can't come with each row.
type collection struct {
	forward
	any  bool
	list []byte
}

var errLongGroup = fmt.Errorf("the values of a group are longer than %d bytes", maxText)

func (c *collection) Step(_ sqlite.Context, args []sqlite.Value) error {
	c.any = true
	item := textOf(args[0])
	if len(c.list)+len(item) > maxText {
		return errLongGroup
	}
	c.list = appendItem(c.list, item)
	return nil
}

func (c *collection) WindowValue(sqlite.Context) (sqlite.Value, error) {
	if !c.any {
		return null, nil
	}
	return textResult(string(c.list))
}

// join is GROUP_CONCAT's end: the collected values with a separator between them.
func join(c call) (sqlite.Value, error) {
	all, ok := items(c.text(0))
	if !ok {
		return null, errors.New("my_join of what is no collection")
	}
	separator := c.text(1)
	size := len(c.text(0)) + len(separator)*len(all)
	if size > maxText {
		return null, errLongGroup
	}
	joined := make([]byte, 0, size)
	for i, item := range all {
		if i > 0 {
			joined = append(joined, separator...)
		}
		joined = append(joined, item...)
	}
	return textResult(string(joined))
}
