// Package scale is a database/sql driver for the Scal-e Customer Data Platform.
package scale
