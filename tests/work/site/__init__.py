"""The platform with one more address and one more task, which write lines that can be counted after kills."""
