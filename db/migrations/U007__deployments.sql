drop schema deployments cascade;
