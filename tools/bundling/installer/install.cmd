@echo off
rem Installs dcgd offline: install.cmd [--to FOLDER]
cd /d "%~dp0"
where py >nul 2>nul && (py -3 install.py %* & goto end)
where python >nul 2>nul && (python install.py %* & goto end)
echo Python 3.11 or later is needed, or take the portable bundle.
:end
pause
