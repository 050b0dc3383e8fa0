package scale

import (
	"context"
	"database/sql/driver"
	"fmt"
)

// Begin is BeginTx of old.
func (c *conn) Begin() (driver.Tx, error) {
	return c.BeginTx(context.Background(), driver.TxOptions{})
}

// BeginTx fails: the API has no transactions, and a Rollback that rolls nothing
// back would be a lie.
func (c *conn) BeginTx(context.Context, driver.TxOptions) (driver.Tx, error) {
	return nil, fmt.Errorf("scale: %w: the API has no transactions; run the statements on the sql.DB itself", ErrUnsupported)
}
