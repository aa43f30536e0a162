"""The pages of a review in a browser: `synth serve`. Thin over the same library as the command line."""
