"""Gongkai (公开): the open-source platform for 政府信息公开 (government information disclosure)."""
