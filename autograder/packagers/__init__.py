"""What leaves the checkout: packs for platforms, bundles for students."""
