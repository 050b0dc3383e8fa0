module github.com/scale-sql/scale

go 1.26.0

require (
	github.com/shopspring/decimal v1.6.0
	github.com/xwb1989/sqlparser v0.0.0-20180606152119-120387863bf2
	go.uber.org/goleak v1.3.0
	golang.org/x/text v0.43.0
)
