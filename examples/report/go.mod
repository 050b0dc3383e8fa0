module github.com/scale-sql/scale/examples/report

go 1.26.0

require (
	github.com/DATA-DOG/go-sqlmock v1.5.2
	// charts draws the SVG of a page: in pure Go and on our side, so that the page
	// needs no script, and with releases every few months. go-chart and go-charts,
	// which it descends from, have had none since 2024; go-echarts needs a megabyte
	// of JavaScript in each page.
	github.com/go-analyze/charts v0.6.1
	github.com/mattn/go-runewidth v0.0.31
	github.com/scale-sql/scale v0.0.0
	github.com/shopspring/decimal v1.6.0
	go.uber.org/goleak v1.3.0
)

require (
	github.com/clipperhouse/uax29/v2 v2.2.0 // indirect
	github.com/dustin/go-humanize v1.0.1 // indirect
	github.com/go-analyze/bulk v0.1.5 // indirect
	github.com/golang/freetype v0.0.0-20170609003504-e2365dfdc4a0 // indirect
	github.com/google/uuid v1.6.0 // indirect
	github.com/mattn/go-isatty v0.0.24 // indirect
	github.com/ncruces/go-strftime v1.0.0 // indirect
	github.com/remyoudompheng/bigfft v0.0.0-20230129092748-24d4a6f8daec // indirect
	github.com/xwb1989/sqlparser v0.0.0-20180606152119-120387863bf2 // indirect
	golang.org/x/image v0.45.0 // indirect
	golang.org/x/sys v0.48.0 // indirect
	golang.org/x/text v0.43.0 // indirect
	golang.org/x/time v0.16.0 // indirect
	modernc.org/libc v1.77.1 // indirect
	modernc.org/mathutil v1.7.1 // indirect
	modernc.org/memory v1.12.1 // indirect
	modernc.org/sqlite v1.60.0 // indirect
	zombiezen.com/go/sqlite v1.4.2 // indirect
)

replace github.com/scale-sql/scale => ../..
