package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"

	"github.com/containers/image/v5/docker/reference"
	"github.com/containers/image/v5/pkg/sysregistriesv2"
	"github.com/containers/image/v5/types"
)

type result struct {
	ListErr           string   `json:"imgErr,omitempty"`
	RegistriesBlocked []string `json:"registriesBlocked,omitempty"`
	PolicyBlocked     []string `json:"policyBlocked,omitempty"`
	Allowed           []string `json:"allowed,omitempty"`
	FileWritten       bool     `json:"fileWritten"`
	ValidateErr       string   `json:"validateErr,omitempty"`
	MergeErr          string   `json:"editErr,omitempty"`
	TOML              string   `json:"toml,omitempty"`
	LoadErr           string   `json:"loadErr,omitempty"`
	Pulls             []pull   `json:"refs,omitempty"`
	SafeNoDrain       *bool    `json:"safeNoDrain,omitempty"`
}

type pull struct {
	Ref      string   `json:"ref"`
	ParseErr string   `json:"parseErr,omitempty"`
	Match    string   `json:"match,omitempty"`
	NoMatch  bool     `json:"noMatch,omitempty"`
	Err      string   `json:"err,omitempty"`
	Sources  []source `json:"sources,omitempty"`
}

type source struct {
	Location       string `json:"location"`
	Insecure       bool   `json:"insecure,omitempty"`
	PullFromMirror string `json:"pullFromMirror,omitempty"`
	Ref            string `json:"ref"`
	BlockedBy      string `json:"blockedBy,omitempty"`
}

const confName = "registries.conf"

func judge(in *input, scratch string) (*result, error) {
	res := &result{}
	current, err := res.write(in, scratch)
	if err != nil {
		return nil, err
	}
	if in.Before != nil {
		before, err := (&result{}).write(in.Before, scratch)
		if err != nil {
			return nil, err
		}
		safe, err := isSafe(before, current)
		if err != nil {
			return nil, err
		}
		res.SafeNoDrain = &safe
	}
	if res.ValidateErr != "" || res.MergeErr != "" {
		return res, nil
	}
	return res, res.pull(in.Refs, current, scratch)
}

// write runs the steps of the MCO and returns the resulting file on the nodes, which is the template if the MCO would stop.
func (res *result) write(in *input, scratch string) (string, error) {
	lists, err := effectiveLists(in, scratch)
	if err != nil {
		res.ListErr = withoutPath(err, scratch)
	}
	res.RegistriesBlocked, res.PolicyBlocked, res.Allowed = lists.registries, lists.policy, lists.allowed
	res.FileWritten = in.needsFile(lists.registries)
	if !res.FileWritten {
		return template, nil
	}
	if err := validate(in, lists.registries); err != nil {
		res.ValidateErr = err.Error()
		return template, nil
	}
	text, err := in.file(lists.registries)
	if err != nil {
		res.MergeErr = err.Error()
		return template, nil
	}
	res.TOML = text
	return text, nil
}

func (res *result) pull(refs []string, text, scratch string) error {
	sys, forget, err := nodeWith(text, scratch)
	if err != nil {
		return err
	}
	defer forget()
	if _, err := sysregistriesv2.GetRegistries(sys); err != nil {
		res.LoadErr = withoutPath(err, scratch)
		return nil
	}
	for _, ref := range refs {
		answer, err := pullOf(sys, ref)
		if err != nil {
			return err
		}
		res.Pulls = append(res.Pulls, answer)
	}
	return nil
}

// withoutPath removes the temporary path, so messages are equal in every run.
func withoutPath(err error, scratch string) string {
	return strings.ReplaceAll(err.Error(), filepath.Join(scratch, confName), "FILE")
}

// nodeWith creates the configuration of a node with this registries.conf and no drop-ins.
func nodeWith(text, scratch string) (*types.SystemContext, func(), error) {
	path := filepath.Join(scratch, confName)
	dropIns := filepath.Join(scratch, "registries.conf.d")
	if err := errors.Join(os.WriteFile(path, []byte(text), 0o600), os.MkdirAll(dropIns, 0o700)); err != nil {
		return nil, nil, err
	}
	// The library caches files by path.
	sysregistriesv2.InvalidateCache()
	return &types.SystemContext{SystemRegistriesConfPath: path, SystemRegistriesConfDirPath: dropIns}, sysregistriesv2.InvalidateCache, nil
}

func pullOf(sys *types.SystemContext, ref string) (pull, error) {
	named, err := reference.ParseNormalizedNamed(ref)
	if err != nil {
		return pull{Ref: ref, ParseErr: err.Error()}, nil
	}
	named = reference.TagNameOnly(named)
	registry, err := sysregistriesv2.FindRegistry(sys, named.Name())
	if err != nil {
		return pull{}, err
	}
	if registry == nil {
		return pull{Ref: ref, NoMatch: true}, nil
	}
	places, err := registry.PullSourcesFromReference(named)
	if err != nil {
		return pull{Ref: ref, Match: registry.Prefix, Err: err.Error()}, nil
	}
	answer := pull{Ref: ref, Match: registry.Prefix}
	for _, place := range places {
		tried := source{
			Location:       place.Endpoint.Location,
			Insecure:       place.Endpoint.Insecure,
			PullFromMirror: place.Endpoint.PullFromMirror,
			Ref:            place.Reference.String(),
		}
		around, err := sysregistriesv2.FindRegistry(sys, place.Reference.Name())
		if err != nil {
			return pull{}, err
		}
		if around != nil && around.Blocked {
			tried.BlockedBy = around.Prefix
		}
		answer.Sources = append(answer.Sources, tried)
	}
	return answer, nil
}
