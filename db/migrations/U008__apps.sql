drop schema apps cascade;
