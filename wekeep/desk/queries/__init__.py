"""Reading what joins wings."""
