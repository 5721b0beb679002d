/* Start CVDesk with the interpreter that stands beside this program.
 *
 * Compiled twice: for the window it starts pythonw.exe and leaves at once; with CONSOLE, for the
 * command line, it starts python.exe, waits, and returns its exit code.
 */
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>
#include <windows.h>

#ifdef CONSOLE
#define INTERPRETER L"python.exe"
#else
#define INTERPRETER L"pythonw.exe"
#endif

#define LONGEST_PATH 32768

static void refuse(const wchar_t *sentence) {
#ifdef CONSOLE
    fwprintf(stderr, L"%ls\n", sentence);
#else
    MessageBoxW(NULL, sentence, L"CVDesk " VERSION, MB_OK | MB_ICONWARNING);
#endif
}

/* Skip the first word of a command line, this program's own name, quoted or not. */
static const wchar_t *arguments_of(const wchar_t *line) {
    wchar_t end = L' ';
    if (*line == L'"') {
        end = L'"';
        line++;
    }
    while (*line && *line != end) line++;
    return *line == L'"' ? line + 1 : line;
}

static int start(void) {
    wchar_t *folder = calloc(LONGEST_PATH, sizeof(wchar_t));
    wchar_t *line = calloc(2 * LONGEST_PATH, sizeof(wchar_t));
    if (!folder || !line) return 2;

    GetModuleFileNameW(NULL, folder, LONGEST_PATH);
    wchar_t *name = wcsrchr(folder, L'\\');
    if (name) *name = 0;
    /* -I: neither the user's variables nor their own packages reach our interpreter. */
    swprintf(line, 2 * LONGEST_PATH, L"\"%ls\\py\\" INTERPRETER L"\" -X utf8 -I -m cvdesk%ls%ls",
             folder, *arguments_of(GetCommandLineW()) ? L" " : L"",
             arguments_of(GetCommandLineW()));

    STARTUPINFOW startup = {.cb = sizeof startup};
    PROCESS_INFORMATION process;
    if (!CreateProcessW(NULL, line, NULL, NULL, TRUE, 0, NULL, NULL, &startup, &process)) {
        refuse(L"CVDesk n’a pas pu s’ouvrir : le dossier « py » manque à côté de ce programme. "
               L"Relancez l’installation de CVDesk pour le remettre en place.");
        return 2;
    }
    DWORD code = 0;
#ifdef CONSOLE
    WaitForSingleObject(process.hProcess, INFINITE);
    GetExitCodeProcess(process.hProcess, &code);
#endif
    CloseHandle(process.hThread);
    CloseHandle(process.hProcess);
    return (int)code;
}

#ifdef CONSOLE
int wmain(void) { return start(); }
#else
int WINAPI wWinMain(HINSTANCE instance, HINSTANCE before, PWSTR arguments, int show) {
    (void)instance, (void)before, (void)arguments, (void)show;
    return start();
}
#endif
