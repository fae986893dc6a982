"""What the playbook itself says about standards and pages, as the apps above do in their `links`."""
