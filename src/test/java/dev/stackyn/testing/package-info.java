/**
 * What tests stand on: a real PostgreSQL, a whole platform in this process, a stand-in for the
 * Docker engine.
 */
@NullMarked
package dev.stackyn.testing;

import org.jspecify.annotations.NullMarked;
