// While a file is read or written: show where it stands every two seconds.
setTimeout(() => window.location.reload(), 2000);
