package dev.stackyn.identity.adapters.http;

import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;

/** That something was done, in words. */
@Serdeable
@Schema(name = "Message")
record MessageAnswer(@Schema(example = "OTP sent to email") String message) {}
