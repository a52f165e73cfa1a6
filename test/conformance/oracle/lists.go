package main

import (
	"errors"
	"fmt"

	"github.com/containers/image/v5/docker/reference"
	"github.com/containers/image/v5/pkg/sysregistriesv2"
	"github.com/openshift/runtime-utils/pkg/registries"
)

// lists are the effective blocked and allowed registries. The MCO adjusts them, so the release image stays pullable.
type lists struct {
	registries, policy, allowed []string
}

// effectiveLists returns lists and an error if the MCO drops blocked scopes, and empty lists with any other error.
func effectiveLists(in *input, scratch string) (lists, error) {
	if in.Image == nil {
		return lists{}, nil
	}
	named, err := reference.ParseNamed(in.ReleaseImage)
	if err != nil {
		return lists{}, errors.New("error parsing reference of release image")
	}
	payload := named.Name()
	var kept lists
	var left []string
	for _, scope := range in.Image.RegistrySources.BlockedRegistries {
		if registries.ScopeIsNestedInsideScope(payload, scope) {
			mirrored, err := hasUsableMirror(in, named, scratch)
			if err != nil {
				return lists{}, err
			}
			if !mirrored {
				left = append(left, scope)
				continue
			}
			kept.allowed = append(kept.allowed, payload)
		}
		kept.registries = append(kept.registries, scope)
		if scope != payload {
			kept.policy = append(kept.policy, scope)
		}
	}
	kept.allowed = append(kept.allowed, in.Image.RegistrySources.AllowedRegistries...)
	if len(left) > 0 {
		return kept, fmt.Errorf("error adding %q to blocked registries, cannot block the repository being used by the payload", left)
	}
	return kept, nil
}

// hasUsableMirror reports whether a node could pull the release image from a location outside all blocked scopes. Like the MCO, it
// uses the lists of the user and digest mirrors only.
func hasUsableMirror(in *input, release reference.Named, scratch string) (bool, error) {
	blocked := in.Image.RegistrySources.BlockedRegistries
	text, err := render(in.insecure(), blocked, in.Policies, in.DigestSets, nil)
	if err != nil {
		return false, err
	}
	sys, forget, err := nodeWith(text, scratch)
	if err != nil {
		return false, err
	}
	defer forget()
	registry, err := sysregistriesv2.FindRegistry(sys, release.Name())
	if err != nil {
		return false, err
	}
	if registry == nil {
		// The MCO dereferences the nil pointer and crashes.
		return false, errors.New("runtime error: invalid memory address or nil pointer dereference")
	}
	places, err := registry.PullSourcesFromReference(release)
	if err != nil {
		return false, err
	}
	for _, place := range places {
		if !isInsideAny(place.Reference.Name(), blocked) {
			return true, nil
		}
	}
	return false, nil
}

func isInsideAny(name string, scopes []string) bool {
	for _, scope := range scopes {
		if registries.ScopeIsNestedInsideScope(name, scope) {
			return true
		}
	}
	return false
}
