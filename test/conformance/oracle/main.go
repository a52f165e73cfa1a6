// The oracle evaluates inputs with the Go libraries that the Machine Config Operator and the nodes use. Conformance tests compare
// the model with its results.
//
// It reads JSON objects with a name and an input, one per line, and writes one vector per line: name, input and expected result.
// With -time, it writes the milliseconds for merging and rendering instead.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"time"
)

type request struct {
	Name  string          `json:"name"`
	Input json.RawMessage `json:"input"`
}

type vector struct {
	Name   string          `json:"name"`
	Input  json.RawMessage `json:"input"`
	Expect *result         `json:"expect"`
}

func main() {
	onlyTime := flag.Bool("time", false, "write how long merging and rendering took, in milliseconds")
	flag.Parse()
	if err := run(*onlyTime); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(onlyTime bool) error {
	scratch, err := os.MkdirTemp("", "oracle")
	if err != nil {
		return err
	}
	defer os.RemoveAll(scratch)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	decoder := json.NewDecoder(bufio.NewReader(os.Stdin))
	for decoder.More() {
		var asked request
		if err := decoder.Decode(&asked); err != nil {
			return err
		}
		var given input
		if err := json.Unmarshal(asked.Input, &given); err != nil {
			return fmt.Errorf("%s: %w", asked.Name, err)
		}
		if onlyTime {
			start := time.Now()
			if _, err := given.file(nil); err != nil {
				return fmt.Errorf("%s: %w", asked.Name, err)
			}
			fmt.Fprintf(out, "%s %.1f\n", asked.Name, float64(time.Since(start).Microseconds())/1000)
			continue
		}
		expect, err := judge(&given, scratch)
		if err != nil {
			return fmt.Errorf("%s: %w", asked.Name, err)
		}
		if err := encoder.Encode(vector{asked.Name, asked.Input, expect}); err != nil {
			return err
		}
	}
	return nil
}
